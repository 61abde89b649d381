import { defineAddin, Text } from '@bulkhead/sdk';

export default defineAddin({
  views: { main: () => <Text>Nobody ever sees this.</Text> },
  activate() {
    throw new Error('The settings of this sample are missing, as always.');
  },
});
