import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '#shared/ipc'
import type { Language } from '#shared/language/language'

const WORDS = {
  en: {
    file: 'File',
    settings: 'Settings…',
    openFile: 'Open…',
    library: 'Open library folder',
    team: 'Open team folder',
    close: 'Close window',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    view: 'View',
    palette: 'Command palette…',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    tools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
    zoom: 'Zoom',
    front: 'Bring all to front',
    services: 'Services',
    hide: 'Hide',
    hideOthers: 'Hide others',
    unhide: 'Show all',
    help: 'Help',
    shortcuts: 'Keyboard shortcuts',
    about: 'About Our Neural Network',
  },
  ko: {
    file: '파일',
    settings: '설정…',
    openFile: '열기…',
    library: '라이브러리 폴더 열기',
    team: '팀 폴더 열기',
    close: '창 닫기',
    quit: '종료',
    edit: '편집',
    undo: '되돌리기',
    redo: '다시 하기',
    cut: '잘라내기',
    copy: '복사',
    paste: '붙여넣기',
    delete: '삭제',
    selectAll: '모두 선택',
    view: '보기',
    palette: '명령 팔레트…',
    resetZoom: '실제 크기',
    zoomIn: '확대',
    zoomOut: '축소',
    fullScreen: '전체 화면',
    tools: '개발자 도구',
    window: '창',
    minimize: '최소화',
    zoom: '확대/축소',
    front: '모두 앞으로 가져오기',
    services: '서비스',
    hide: '가리기',
    hideOthers: '나머지 가리기',
    unhide: '모두 보기',
    help: '도움말',
    shortcuts: '키보드 단축키',
    about: '우리의 신경망 정보',
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>

type Word = keyof (typeof WORDS)['en']
type Item = MenuItemConstructorOptions

/** What the menu depends on. */
interface MenuFacts {
  readonly language: Language
  readonly platform: NodeJS.Platform
  /** The developer tools are there only where the app is developed. */
  readonly isPackaged: boolean
  readonly act: (command: MenuCommand) => void
  /** Not the system's own role: that would not ask while something trains. */
  readonly quit: () => void
}

const SEPARATOR: Item = { type: 'separator' }

/** The platform's menu: its own roles, in the language of the window, and the lab's commands. */
export function menuTemplate({ language, platform, isPackaged, act, quit: leave }: MenuFacts): Item[] {
  const word = (name: Word): string => WORDS[language][name]
  const role = (name: NonNullable<Item['role']>, label: Word): Item => ({ role: name, label: word(label) })
  // The page listens to these keys itself: here they are only shown.
  const command = (name: MenuCommand, label: Word, accelerator?: string): Item => ({
    label: word(label),
    click: () => act(name),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  })
  const isMac = platform === 'darwin'
  const settings = command('settings', 'settings', 'CommandOrControl+,')
  const about = command('about', 'about')
  // Windows has Alt+F4 for this.
  const quit: Item = {
    label: word('quit'),
    click: leave,
    ...(platform === 'win32' ? {} : { accelerator: 'CommandOrControl+Q' }),
  }
  const app: Item = {
    label: 'Our Neural Network',
    submenu: [
      ...[about, SEPARATOR, settings, SEPARATOR, role('services', 'services'), SEPARATOR],
      ...[role('hide', 'hide'), role('hideOthers', 'hideOthers'), role('unhide', 'unhide')],
      ...[SEPARATOR, quit],
    ],
  }
  const file: Item[] = [
    command('open-file', 'openFile'),
    SEPARATOR,
    command('open-library', 'library'),
    command('open-team', 'team'),
    ...(isMac ? [SEPARATOR, role('close', 'close')] : [SEPARATOR, settings, SEPARATOR, quit]),
  ]
  const edit: Item[] = [
    ...[role('undo', 'undo'), role('redo', 'redo'), SEPARATOR, role('cut', 'cut'), role('copy', 'copy')],
    ...[role('paste', 'paste'), role('delete', 'delete'), SEPARATOR, role('selectAll', 'selectAll')],
  ]
  const view: Item[] = [
    ...[command('palette', 'palette', 'CommandOrControl+K'), SEPARATOR],
    ...[role('resetZoom', 'resetZoom'), role('zoomIn', 'zoomIn'), role('zoomOut', 'zoomOut')],
    ...[SEPARATOR, role('togglefullscreen', 'fullScreen')],
    ...(isPackaged ? [] : [SEPARATOR, role('toggleDevTools', 'tools')]),
  ]
  const windows = [
    role('minimize', 'minimize'),
    ...(isMac ? [role('zoom', 'zoom'), role('front', 'front')] : [role('close', 'close')]),
  ]
  const help: Item[] = [
    ...[command('help', 'help', 'F1'), command('shortcuts', 'shortcuts')],
    ...(isMac ? [] : [SEPARATOR, about]),
  ]
  return [
    ...(isMac ? [app] : []),
    { label: word('file'), submenu: file },
    { label: word('edit'), submenu: edit },
    { label: word('view'), submenu: view },
    { label: word('window'), role: 'window', submenu: windows },
    { label: word('help'), role: 'help', submenu: help },
  ]
}
