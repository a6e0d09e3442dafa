import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { installedRuntime } from './scripts/electron-runtime.mjs'

const runtime = installedRuntime()

// A plain folder here would also be laid into packages for Windows and macOS, hence the function.
const offline = runtime.fallback
  ? {
      electronVersion: runtime.version,
      /** @param {{ platformName: string, arch: string }} target */
      electronDist: ({ platformName, arch }) =>
        platformName === 'linux' && arch === 'x64' ? runtime.dist : null,
    }
  : {}

// A package for the window tests keeps the one fuse without which no test can drive it.
const isDriven = process.env.E2E_PACKAGED === '1'

// What is not for people says so: in the computer's facts of the settings, and on stderr when it starts.
const packaged = {
  ...(runtime.fallback ? { standIn: runtime.version } : {}),
  ...(isDriven ? { driven: true } : {}),
}

export default {
  ...offline,
  extraMetadata: { packaged },
  appId: 'example.our-neural-network.lab',
  copyright: 'Copyright © 2026 Our Neural Network contributors',
  npmRebuild: false,
  // Where a package is installed, a run file opens the lab.
  fileAssociations: [{ ext: 'onn', name: 'Our Neural Network run file', role: 'Viewer' }],
  asar: true,
  // A native library can only be loaded from a file of its own.
  asarUnpack: ['**/*.node'],
  directories: { output: isDriven ? 'dist/driven' : 'dist', buildResources: 'resources/icons' },
  files: ['out/**', '!out/*.{json,lock}', '!out/stamp', '!out/**/stamp', 'resources/**', 'package.json'],
  /** @param {{ appOutDir: string }} context */
  afterExtract: ({ appOutDir }) => {
    for (const name of ['resources/default_app.asar', 'version', 'runtime.json']) {
      rmSync(join(appOutDir, name), { force: true })
    }
  },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isDriven,
    // The archive is the only app that is loaded, and on macOS and Windows only if it is the one that was packed: the hash lies in
    // the executable. Linux ignores this switch; there the system's packages and rights protect the file.
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    executableName: 'our-neural-network',
    icon: 'resources/icons/icon.png',
    category: 'Education',
    synopsis: 'Design, train, share and try neural networks on Fashion-MNIST',
    target: ['dir'],
  },
  win: { icon: 'resources/icons/icon.png', target: ['dir'] },
  mac: {
    icon: 'resources/icons/icon.png',
    category: 'public.app-category.education',
    target: ['dir'],
    // What macOS shows when it asks whether the app may use the camera.
    extendInfo: { NSCameraUsageDescription: 'To take a picture that a trained network classifies.' },
  },
}
