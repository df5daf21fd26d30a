SELECT source, title, file, sheet, reason, "rows", "firstRow"
FROM set_aside
WHERE $source IN ('', 'https://w3id.org/ncp-graph/id/source/' || source)
ORDER BY source, "rows" DESC, reason
