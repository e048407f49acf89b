using 'br/public:a/b:1.0.0'
