CREATE TABLE listed AS SELECT DISTINCT v FROM read_csv('$DIR/hosts-1000000.txt', columns = {v: 'VARCHAR'}, header = false, delim = '\t', quote = '');
