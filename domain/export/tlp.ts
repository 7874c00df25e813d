/** The Traffic Light Protocol: how far an export may be passed on. STIX 2.1 calls white what is called clear today. */
export const TLPS = ['white', 'green', 'amber', 'red'] as const;
export type Tlp = (typeof TLPS)[number];

/** For the organisation and those whom it must be told to do their part. */
export const USUAL_TLP: Tlp = 'amber';

/** The markings that the specification lays down, with their ids. */
export const MARKINGS = {
  white: marking('white', '613f2e26-407d-48c7-9eca-b8e91df99dc9'),
  green: marking('green', '34098fce-860f-48ae-8e50-ebd3cc5e41da'),
  amber: marking('amber', 'f88d31f6-486f-44da-b317-01333bde0b82'),
  red: marking('red', '5e57c739-391a-4eb3-b6be-7d15ca92d5ed'),
} as const;

function marking(tlp: Tlp, uuid: string) {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: `marking-definition--${uuid}`,
    created: '2017-01-20T00:00:00.000Z',
    definition_type: 'tlp',
    name: `TLP:${tlp.toUpperCase()}`,
    definition: { tlp },
  };
}
