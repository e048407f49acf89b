module near 'br/merged:site:1' = {
  name: 'near'
}
