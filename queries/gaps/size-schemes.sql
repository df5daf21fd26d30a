--+ title: @en, label: @en, meaning: @en, source: @en
SELECT scheme, title, class, label, minimum, below, meaning, source
FROM gaps_size_schemes
