--+ project: iri, programmeName: @en, startYear: gYear
WITH asked AS (SELECT $small_text AS sought)
SELECT DISTINCT project, acronym, title, programme, "programmeName", "startYear", "smallAcronym" = sought AS named
FROM network_titles, asked
WHERE "smallAcronym" = sought OR contains("smallTitle", sought)
ORDER BY named DESC, "startYear" DESC, title, project
LIMIT 50
