# Maintenant

view = Vue
view-table = Tableau
view-feed = Fil
view-map = Carte
filters = Filtres
filter-text = Nom ou identifiant
filter-kind = Genre
filter-party = Partie
filter-state = État
filter-past = Aussi ce qui est passé
now-shown = { $shown } notifications sur { $all }
now-none = Aucune notification donnée à cette partie ne convient. Ce n’est pas un signe que personne n’est là.
now-caption = Notifications que cette partie a faites ou reçues
looks-recorded = Des lieux d’autrui sont montrés : chacun est inscrit comme un regard.
look-recorded = Que ceci fut montré est inscrit comme un regard.
column-stands = État
column-told = Donné
column-heard = Entendu
column-good-until = Valable jusqu’à
contested-by = Contestée par
field-names = Noms
field-told = Avec quelle exactitude
field-precision = Précision
field-buffer = Marge
told-nothing-of-place = sans lieu
cells-of = { $count } cellules
history = Ce qui fut donné
version-first = donné
version-later = modifié
feed-none = Rien encore.
feed-part = Parmi les { $count } derniers enregistrements du journal. Ce qui est en vigueur est dans le tableau ; le plus ancien se demande dans la salle « { $room } ».
map-label = Carte : { $count } notifications ; toutes sont aussi dans le tableau
now-not-drawn = { $count ->
    [one] Une de plus fut donnée sans lieu, et n’est que dans le tableau.
   *[other] { $count } de plus furent données sans lieu, et ne sont que dans le tableau.
}
map-frugal = Les cartes sont éteintes pour une ligne lente. Le tableau montre la même chose.
filter-when = En vigueur
when-any = à tout moment
when-now = maintenant
when-6 = dans les 6 prochaines heures
when-24 = dans les 24 prochaines heures
when-typed = dans une période à moi
when-why = Ce qui fut signalé sans heure, est périmé ou en retard, est montré à tout moment.
now-crowded = Il y en a tant que chacune est une seule forme, aussi loin que va sa précision, sans anneaux ; les noms se voient de près. Filtrer pour en voir plus.
