module moved 'br/public:site:4' = {
  name: 'moved'
}
