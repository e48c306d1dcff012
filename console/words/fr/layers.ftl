# Les couches propres au lecteur, sur les cartes

layers = Couches
layers-own = Vos propres couches
layers-why = Des fichiers à vous, lus dans ce navigateur et envoyés nulle part.
layers-no-part = Elles ne sont pas du registre : aucun examen, aucune enquête, aucun rapport ne s’en sert, et rien n’y peut être choisi.
layers-file = Ajouter des fichiers : GeoJSON (WGS 84) ou PMTiles
layers-drop = Ou déposez-les sur la carte.
layers-closed = Les couches gardées sont scellées par votre clé.
layers-left = Pas ajouté ; tout le reste est comme avant :
layers-caption = Vos propres couches :
layers-not-register = pas du registre
layer-added = { $name } a été ajouté.
layer-removed = { $name } a été retiré.
layer-moved = { $name } est maintenant à la place { $place } sur { $all }.
layer-count = { $count ->
    [one] { $count } objet
   *[other] { $count } objets
}
layer-placeless = sans lieu : { $count }
layer-zooms = niveaux de zoom { $least } à { $most }
layer-vector = vecteurs
layer-picture = images
layer-names = Noms
layer-no-names = aucun
layer-keep = Gardé sur cette machine pour la prochaine fois, scellé par votre clé
layer-passing-closed = Pour cette session seulement, tant que votre clé n’est pas ouverte.
layer-passing-large = Pour cette session seulement : plus de { $most } Mo.
layer-passing-room = Pour cette session seulement : il n’y a plus de place pour le garder sur cette machine.
layer-passing-key = Pour cette session seulement : votre clé n’a, dans ce navigateur, rien pour le sceller. Retirez la clé et chargez à nouveau son fichier.
layer-see = Y aller
layer-up = Monter { $name }
layer-down = Descendre { $name }
layer-away = Retirer
layer-remove = Retirer { $name }
layer-stumbled = Certaines de ses tuiles ne se lisent pas et ne sont pas dessinées.

## Pourquoi un fichier est refusé
layer-empty = le fichier est vide.
layer-unknown = ce n’est ni du GeoJSON ni du PMTiles. Enregistrez-le dans l’un des deux.
layer-utf8 = le texte ne se lit pas : enregistrez-le en UTF-8.
layer-large = un GeoJSON de plus de { $most } Mo n’est pas lu ici. Faites-en du PMTiles.
layer-not-json = ce n’est pas du JSON, ou il est coupé.
layer-type = son type est « { $type } », qui n’est pas un type de GeoJSON.
layer-members = « { $member } » manque, ou n’est pas une liste.
layer-member = l’objet { $feature } n’est pas fait comme le veut GeoJSON.
layer-geometry = l’objet { $feature } est du type « { $type } », qui ne peut être dessiné.
layer-coordinates = les coordonnées de l’objet { $feature } ne sont pas des nombres dans l’ordre de GeoJSON.
layer-nested = l’objet { $feature } a des collections emboîtées à plus de { $most } niveaux.
layer-projected = l’objet { $feature } a les coordonnées { $x }, { $y } : ce sont les mètres d’une projection, non des degrés. Enregistrez le fichier en WGS 84 (EPSG:4326).
layer-swapped = l’objet { $feature } a les coordonnées { $x }, { $y } : la latitude semble être en premier. Dans GeoJSON, c’est la longitude.
layer-range = l’objet { $feature } a les coordonnées { $x }, { $y } : les longitudes vont de −180 à 180, les latitudes de −90 à 90.
layer-crs = son système de coordonnées est « { $crs } ». Enregistrez le fichier en WGS 84 (EPSG:4326).
layer-features = il a plus de { $most } objets. Faites-en du PMTiles.
layer-positions = il a plus de { $most } positions. Simplifiez-le, ou faites-en du PMTiles.
layer-nothing = rien de ce qu’il contient n’a de lieu.
layer-most = il y a déjà { $most } couches. Retirez-en une d’abord.
layer-unread = le fichier ne se lit pas : il a été changé, déplacé ou enlevé depuis. Ajoutez-le à nouveau.
layer-version = c’est du PMTiles de version { $version } ; la version 3 est lue ici.
layer-cut = le fichier est coupé : il est plus court que ne l’indique son en-tête.
layer-compression = il est comprimé par { $name }, que les navigateurs ne décompriment pas. Écrivez-le avec gzip, ou sans.
layer-tiles = ses tuiles sont du genre { $name }. Les tuiles vectorielles (MVT), PNG, JPEG et WebP sont lues ici.
layer-broken = l’archive est abîmée.
layer-parts = elle ne nomme pas les couches de ses tuiles vectorielles (vector_layers).
layer-many-parts = ses tuiles vectorielles ont plus de { $most } couches.
layer-pictures = ses images ne se lisent pas.
