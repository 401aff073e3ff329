export default definePageConfig({ navigationBarTitleText: '成效台账', enablePullDownRefresh: true })
