--+ name: @en, startYear: gYear, endYear: gYear
SELECT programme, name, kind, parent, family, "startYear", "endYear", projects
FROM programmes_tree
