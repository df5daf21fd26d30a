SELECT geonames, city, community, partners
FROM lessons_partner_communities
