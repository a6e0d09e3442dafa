/** What the lab is built with, and under which licence; a test holds that the packages say the same. */
export const COMPONENTS: readonly {
  readonly package: string
  readonly name: string
  readonly licence: string
}[] = [
  { package: 'electron', name: 'Electron', licence: 'MIT' },
  { package: 'vue', name: 'Vue', licence: 'MIT' },
  { package: '@nuxt/ui', name: 'Nuxt UI', licence: 'MIT' },
  { package: 'reka-ui', name: 'Reka UI', licence: 'MIT' },
  { package: 'tailwindcss', name: 'Tailwind CSS', licence: 'MIT' },
  { package: '@iconify-json/lucide', name: 'Lucide', licence: 'ISC' },
  { package: '@tanstack/vue-table', name: 'TanStack Table', licence: 'MIT' },
  { package: '@tanstack/vue-virtual', name: 'TanStack Virtual', licence: 'MIT' },
  { package: 'chart.js', name: 'Chart.js', licence: 'MIT' },
  { package: 'chartjs-plugin-zoom', name: 'chartjs-plugin-zoom', licence: 'MIT' },
  { package: 'pinia', name: 'Pinia', licence: 'MIT' },
  { package: 'vue-i18n', name: 'Vue I18n', licence: 'MIT' },
  { package: '@vueuse/core', name: 'VueUse', licence: 'MIT' },
  { package: 'valibot', name: 'Valibot', licence: 'MIT' },
  { package: 'fflate', name: 'fflate', licence: 'MIT' },
  { package: 'ulid', name: 'ulid', licence: 'MIT' },
  { package: 'assemblyscript', name: 'AssemblyScript', licence: 'Apache-2.0' },
]
