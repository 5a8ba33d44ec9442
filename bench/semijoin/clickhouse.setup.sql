CREATE DATABASE bench;
CREATE TABLE bench.listed (v String) ENGINE = Set;
INSERT INTO bench.listed SELECT v FROM file('$DIR/hosts-1000000.txt', 'LineAsString', 'v String');
