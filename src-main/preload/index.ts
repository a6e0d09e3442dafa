import { contextBridge } from 'electron'

contextBridge.exposeInMainWorld('lab', { platform: process.platform })
