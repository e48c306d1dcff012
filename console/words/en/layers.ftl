# A reader’s own layers on the maps

layers = Layers
layers-own = Your own layers
layers-why = Files of yours, read in this browser and sent nowhere.
layers-no-part = They are not the register’s: no check, inquiry or report uses them, and nothing on them can be chosen.
layers-file = Add files: GeoJSON (WGS 84) or PMTiles
layers-drop = Or drop them onto the map.
layers-closed = Layers that were kept are sealed with your key.
layers-left = Not added; everything else is as it was:
layers-caption = Your own layers:
layers-not-register = not from the register
layer-added = { $name } was added.
layer-removed = { $name } was removed.
layer-moved = { $name } is now at place { $place } of { $all }.
layer-count = { $count ->
    [one] { $count } feature
   *[other] { $count } features
}
layer-placeless = { $count } without a place
layer-zooms = zoom levels { $least } to { $most }
layer-vector = vector
layer-picture = pictures
layer-names = Names
layer-no-names = none
layer-keep = Kept on this machine for the next time, sealed with your key
layer-passing-closed = For this session alone, as long as your key is not open.
layer-passing-large = For this session alone: larger than { $most } MB.
layer-passing-room = For this session alone: there is no room left to keep it on this machine.
layer-passing-key = For this session alone: your key in this browser has nothing to seal it with. Take the key out and load its file again.
layer-see = Go there
layer-up = Move { $name } up
layer-down = Move { $name } down
layer-away = Remove
layer-remove = Remove { $name }
layer-stumbled = Some of its tiles cannot be read and are not drawn.

## Why a file is refused
layer-empty = the file is empty.
layer-unknown = this is neither GeoJSON nor PMTiles. Save it as one of them.
layer-utf8 = the text cannot be read: save it in UTF-8.
layer-large = GeoJSON of more than { $most } MB is not read here. Make PMTiles of it.
layer-not-json = this is no JSON, or it is cut off.
layer-type = its type is “{ $type }”, which is no type of GeoJSON.
layer-members = “{ $member }” is missing, or is no list.
layer-member = feature { $feature } is not made as GeoJSON is.
layer-geometry = feature { $feature } has the type “{ $type }”, which cannot be drawn.
layer-coordinates = the coordinates of feature { $feature } are not numbers in the order of GeoJSON.
layer-nested = feature { $feature } has collections nested deeper than { $most }.
layer-projected = feature { $feature } has the coordinates { $x }, { $y }: those are metres of a projection, not degrees. Save the file in WGS 84 (EPSG:4326).
layer-swapped = feature { $feature } has the coordinates { $x }, { $y }: latitude seems to stand first. In GeoJSON longitude does.
layer-range = feature { $feature } has the coordinates { $x }, { $y }: longitudes run from −180 to 180, latitudes from −90 to 90.
layer-crs = its coordinate reference system is “{ $crs }”. Save the file in WGS 84 (EPSG:4326).
layer-features = it has more than { $most } features. Make PMTiles of it.
layer-positions = it has more than { $most } positions. Make it simpler, or make PMTiles of it.
layer-nothing = nothing in it has a place.
layer-most = there are { $most } layers already. Remove one first.
layer-unread = the file cannot be read: it was changed, moved or taken away since. Add it again.
layer-version = this is PMTiles of version { $version }; version 3 is read here.
layer-cut = the file is cut off: it is shorter than its head tells.
layer-compression = it is compressed with { $name }, which browsers do not unpack. Write it with gzip or without.
layer-tiles = its tiles are of the kind { $name }. Vector tiles (MVT), PNG, JPEG and WebP are read here.
layer-broken = the archive is damaged.
layer-parts = it does not name the layers of its vector tiles (vector_layers).
layer-many-parts = its vector tiles have more than { $most } layers.
layer-pictures = its pictures cannot be read.
