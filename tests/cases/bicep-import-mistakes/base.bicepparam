using none
var x =
