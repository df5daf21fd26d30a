--+ link: iri, title: any, family: @en, startYear: gYear
WITH own AS (
  SELECT DISTINCT target AS link FROM links WHERE geonames = CAST(split_part($city, '/city/', 2) AS BIGINT)
),
met AS (
  SELECT DISTINCT l.target AS link, l.geonames
  FROM links l
  WHERE l.project AND l.target IN (SELECT link FROM own)
    AND l.geonames <> CAST(split_part($city, '/city/', 2) AS BIGINT)
),
others AS (
  SELECT m.link, c.geonames, c.name, c.code AS country
  FROM met m
  JOIN cities c USING (geonames)
)
SELECT DISTINCT t.link, t.kind, t.title, t.acronym, t.family, t."startYear", o.geonames, o.name, o.country
FROM taking_part t
JOIN own USING (link)
LEFT JOIN others o USING (link)
ORDER BY t."startYear" DESC NULLS LAST, t.title, o.name NULLS FIRST
