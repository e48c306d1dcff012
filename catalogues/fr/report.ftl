# Ce que chaque rapport porte sur chaque page.

report-as-of = État au { $at } ; enregistrements pris en compte : { $size }
report-exercise = EXERCICE : rien ici n’est réel
report-evidence = ÉLÉMENT DE PREUVE SEULEMENT, CE N’EST PAS LE REGISTRE
