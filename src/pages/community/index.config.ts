export default definePageConfig({ navigationBarTitleText: '小区', enablePullDownRefresh: true })
