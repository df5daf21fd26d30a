"""What can be said: the ontology, its schemes and shapes."""
