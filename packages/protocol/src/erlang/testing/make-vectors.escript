#!/usr/bin/env escript
%% Prints vectors.json: terms as Erlang itself writes them, and the JSON that says the same.
%% escript make-vectors.escript > ../vectors.json

main(_) ->
    ok = io:setopts([{encoding, unicode}]),
    io:format("{~n  \"made by\": \"Erlang/OTP ~s, term_to_binary/2 with minor_version 2\",~n", [erlang:system_info(otp_release)]),
    io:format("  \"read\": [~n~ts~n  ],~n", [lists:join(",\n", [read(Each) || Each <- terms()])]),
    io:format("  \"refused\": [~n~ts~n  ]~n}~n", [lists:join(",\n", [refused(Each) || Each <- refused()])]).

read({Name, Json, Term}) ->
    io_lib:format("    { \"name\": \"~ts\", \"value\": ~ts, \"term\": \"~ts\" }", [Name, Json, encode(Term)]).

refused({Name, Says, Bytes}) when is_binary(Bytes) ->
    io_lib:format("    { \"name\": \"~ts\", \"says\": \"~ts\", \"term\": \"~ts\" }", [Name, Says, base64:encode(Bytes)]).

encode(Term) -> base64:encode(plain(Term)).
plain(Term) -> term_to_binary(Term, [{minor_version, 2}]).

terms() ->
    [{"nil", "null", nil},
     {"true", "true", true},
     {"false", "false", false},
     {"an empty list", "[]", []},
     {"an empty map", "{}", #{}},
     {"an empty binary", "\"\"", <<>>},
     {"zero", "0", 0},
     {"the largest of one byte", "255", 255},
     {"the smallest beyond one byte", "256", 256},
     {"minus one", "-1", -1},
     {"the largest of four bytes", "2147483647", 2147483647},
     {"the smallest of four bytes", "-2147483648", -2147483648},
     {"the smallest beyond four bytes", "2147483648", 2147483648},
     {"the largest below four bytes", "-2147483649", -2147483649},
     {"the largest of 53 bits", "9007199254740991", 9007199254740991},
     {"the smallest of 53 bits", "-9007199254740991", -9007199254740991},
     {"a float", "1.5", 1.5},
     {"a float below zero", "-0.25", -0.25},
     {"a large float", "1e300", 1.0e300},
     {"a text", "\"gr\\u00fcn \\u2713\"", <<"grün ✓"/utf8>>},
     {"bytes", "{ \"$bytes\": \"fffe0001\" }", <<255, 254, 0, 1>>},
     {"a list of small numbers", "[1, 2, 3]", [1, 2, 3]},
     {"a list of numbers", "[1, 2, 300]", [1, 2, 300]},
     {"lists in lists", "[[], [[]], [\"a\"]]", [[], [[]], [<<"a">>]]},
     {"a request to log in",
      "{ \"client_id\": \"78ea6566-89fd-481e-a1d6-7d9d78eacca8\", \"name\": \"vm\", \"scope\": \"api repositories\" }",
      #{<<"client_id">> => <<"78ea6566-89fd-481e-a1d6-7d9d78eacca8">>, <<"name">> => <<"vm">>,
        <<"scope">> => <<"api repositories">>}},
     {"a request for a key",
      "{ \"name\": \"vm-repository-acme\", \"permissions\": [{ \"domain\": \"repository\", \"resource\": \"acme\" }] }",
      #{<<"name">> => <<"vm-repository-acme">>,
        <<"permissions">> => [#{<<"domain">> => <<"repository">>, <<"resource">> => <<"acme">>}]}},
     {"the names that objects have anyway",
      "{ \"__proto__\": \"x\", \"constructor\": 1, \"toString\": null }",
      #{<<"__proto__">> => <<"x">>, <<"constructor">> => 1, <<"toString">> => nil}}].

refused() ->
    [{"a foreign atom", "the atom .hex_core.", plain(hex_core)},
     {"undefined", "the atom .undefined.", plain(undefined)},
     {"an atom of Latin-1", "the atom", <<131, 100, 0, 1, 252>>},
     {"a tuple", "a tuple", plain({a, b})},
     {"a large tuple", "a tuple", plain(list_to_tuple(lists:seq(1, 300)))},
     {"a process", "a process", plain(self())},
     {"a reference", "a reference", plain(make_ref())},
     {"a port", "a port", plain(hd(erlang:ports()))},
     {"a function", "a function", plain(fun erlang:halt/0)},
     {"a bitstring", "a bitstring", plain(<<1:3>>)},
     {"an improper list", "tail", plain([1 | 2])},
     {"a number of 54 bits", "53 bits", plain(9007199254740992)},
     {"a very large number", "a very large number", plain(1 bsl 3000)},
     {"a map with atoms as keys", "key that is no binary", plain(#{name => <<"x">>})},
     {"a map with bytes as keys", "key that is no binary", plain(#{<<255>> => <<"x">>})},
     {"a compressed map", "compressed", term_to_binary(#{<<"a">> => binary:copy(<<"a">>, 1000)}, [compressed])},
     {"a float of before 2006", "a float", term_to_binary(1.5, [{minor_version, 0}])}].
