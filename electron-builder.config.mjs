import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { installedRuntime } from './scripts/electron-runtime.mjs'
import { DESKTOP_ENTRY, RUN_FILE_TYPE } from './scripts/package/desktop-entry.mjs'

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

// A package for tests keeps what lets them drive it: the debugging port of Chromium ('port'), which only a mark in the package's own
// description opens, so that it differs from the shipped one in that mark alone; or also that of Node, which is a fuse ('inspect').
const driven = process.env.E2E_PACKAGED
const isDriven = driven === 'port' || driven === 'inspect'

// What is not for people says so: in the computer's facts of the settings, and on stderr when it starts.
const packaged = {
  ...(runtime.fallback ? { standIn: runtime.version } : {}),
  ...(isDriven ? { driven: true } : {}),
}

export default {
  ...offline,
  // Linux knows by desktopName which icon and name a window has.
  extraMetadata: { packaged, desktopName: 'our-neural-network.desktop' },
  appId: 'example.our-neural-network.lab',
  copyright: 'Copyright © 2026 Our Neural Network contributors',
  npmRebuild: false,
  // Where a package is installed, a run file opens the lab.
  fileAssociations: [
    {
      ...{ ext: 'onn', name: 'Our Neural Network run file', role: 'Viewer', mimeType: RUN_FILE_TYPE },
      // macOS takes the file beside it that ends with icns.
      icon: 'run-file.ico',
    },
  ],
  // The languages of Chromium's own words: the lab speaks no others.
  electronLanguages: ['en-US', 'ko'],
  artifactName: '${name}-${version}-${os}-${arch}.${ext}',
  asar: true,
  // A native library can only be loaded from a file of its own.
  asarUnpack: ['**/*.node'],
  directories: { output: isDriven ? `dist/driven-${driven}` : 'dist', buildResources: 'resources/icons' },
  files: [
    ...['out/**', '!out/*.{json,lock}', '!out/stamp', '!out/**/stamp', 'package.json'],
    // Of the icons the one in the notification area is the app's own; the others belong to the system.
    ...['resources/fashion-mnist/**', 'resources/icons/app/64x64.png'],
  ],
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
    enableNodeCliInspectArguments: driven === 'inspect',
    // The archive is the only app that is loaded, and on macOS and Windows only if it is the one that was packed: the hash lies in
    // the executable. Linux ignores this switch; there the system's packages and rights protect the file.
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    executableName: 'our-neural-network',
    icon: 'resources/icons/app',
    category: 'Education',
    desktop: { entry: DESKTOP_ENTRY },
    // The Debian package and the archive are made of the unpacked folder (scripts/package.mjs).
    target: ['AppImage'],
  },
  win: { icon: 'resources/icons/app.ico', target: ['nsis', 'portable'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  portable: { artifactName: '${name}-${version}-${os}-${arch}-portable.${ext}' },
  mac: {
    icon: 'resources/icons/app.icns',
    category: 'public.app-category.education',
    electronLanguages: ['en', 'ko'],
    target: ['dmg'],
    // What macOS shows when it asks whether the app may use the camera.
    extendInfo: { NSCameraUsageDescription: 'To take a picture that a trained network classifies.' },
  },
}
