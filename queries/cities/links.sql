--+ link: iri, title: any, page: iri, programmeName: @en, startYear: gYear, endYear: gYear
SELECT link, kind, title, acronym, page, programme, "programmeName", family, reading, role, "precision", status,
       "startYear", "endYear", organisation, source, "sourceTitle", file, sheet, "row", "sourceName", method, score
FROM city_links
WHERE geonames = CAST(split_part($city, '/city/', 2) AS BIGINT)
ORDER BY family NULLS FIRST, "startYear" NULLS FIRST, title NULLS FIRST, "row" NULLS FIRST
