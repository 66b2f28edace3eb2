## Crisis choice
