/** The keys of the panel's texts, as the English file has them; used as a type only, the texts come with the page. */
export type PanelKey = keyof typeof import("../../brands/default/texts/en/panel.json");
