--+ project: iri, programmeName: @en, startYear: gYear
SELECT project, acronym, title, "smallAcronym", "smallTitle", programme, "programmeName", "startYear"
FROM network_titles
