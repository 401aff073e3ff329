/** Collections and indexes of this capability, for the one manifest. */
export const collections = [
  {
    name: 'repairs',
    indexes: [
      { name: 'number', keys: { number: 1 }, unique: true },
      { name: 'people', keys: { people: 1, _id: -1 } },
      { name: 'similar', keys: { communityId: 1, buildingId: 1, category: 1, open: 1, _id: -1 } },
      { name: 'community_status', keys: { communityId: 1, status: 1, urgency: 1 } },
      { name: 'community_running', keys: { communityId: 1, running: 1, urgency: 1 } },
      { name: 'handler_status', keys: { handlerKey: 1, status: 1, urgency: 1 } },
      { name: 'handler_running', keys: { handlerKey: 1, running: 1, urgency: 1 } },
      { name: 'town_status', keys: { status: 1, urgency: 1 } },
      { name: 'town_running', keys: { running: 1, urgency: 1 } },
    ],
  },
] as const
