/** What a file's name says of it. Bytes are not looked at: they are a stranger's. */

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  opus: 'audio/opus',
  wav: 'audio/wav',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  ts: 'text/typescript',
  py: 'text/x-python',
  zip: 'application/zip',
  gz: 'application/gzip',
  '7z': 'application/x-7z-compressed',
  rar: 'application/vnd.rar',
  tar: 'application/x-tar',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Endings that some system runs, installs, or lets run something. */
const EXECUTABLE = new Set(
  (
    'exe com scr pif bat cmd ps1 psm1 psd1 vbs vbe js jse mjs cjs ws wsf wsc wsh hta msi msp mst cpl jar jnlp msc reg inf lnk url ' +
    'scf application gadget appref-ms chm hlp appx appxbundle msix msixbundle dll sys ocx drv xll iso img vhd vhdx ' +
    'app command tool workflow action pkg mpkg dmg terminal scpt applescript osascript webloc inetloc fileloc ' +
    'sh bash zsh fish ksh csh run bin out elf so deb rpm apk snap flatpak flatpakref appimage desktop ' +
    'py pyw pyc pyz rb pl php lua tcl awk docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm'
  ).split(' '),
);

function ending(name: string): string {
  return /\.([^.\s]+)\s*$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The media type that a name's ending stands for; empty when it is not known. */
export function mediaType(name: string): string {
  return TYPES[ending(name)] ?? '';
}

/** True for programs, scripts, installers, shortcuts, and documents with macros. */
export function isExecutableName(name: string): boolean {
  return EXECUTABLE.has(ending(name));
}
