import '../../src-main/library/folder-thread'
