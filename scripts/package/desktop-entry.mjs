/** The kind of a run file, as Linux knows it. */
export const RUN_FILE_TYPE = 'application/x-our-neural-network-runs'

/** What the desktop shows of the app beside its name; the package and the AppImage say the same. */
export const DESKTOP_ENTRY = {
  // By this a desktop knows the windows of the app.
  StartupWMClass: 'our-neural-network',
  'Name[ko]': '우리의 신경망',
  GenericName: 'Laboratory for neural networks',
  'GenericName[ko]': '신경망 실험실',
  Comment: 'Design, train, share and try neural networks on Fashion-MNIST',
  'Comment[ko]': 'Fashion-MNIST로 신경망을 설계하고, 학습하고, 나누고, 시험합니다',
  Keywords: 'neural;network;machine;learning;training;',
  'Keywords[ko]': '신경망;인공지능;기계학습;학습;',
}
