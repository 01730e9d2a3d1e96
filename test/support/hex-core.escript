#!/usr/bin/env escript
%% -*- erlang -*-
%% Publishes, looks at and changes a package as hex_core does it, the library that rebar3 brings along and mix hex is made
%% of; a line for each step: its name, the status, and what is asked for of the answer.
%%
%%     escript hex-core.escript REBAR3 ORIGIN KEY PUBLIC_KEY.pem

main([Rebar3, Origin, Key, PublicKeyFile]) ->
    load_hex_core(Rebar3),
    {ok, _} = application:ensure_all_started(inets),
    {ok, PublicKey} = file:read_file(PublicKeyFile),
    Config = (r3_hex_core:default_config())#{
        api_url => bin([Origin, "/hex/api"]),
        repo_url => bin([Origin, "/hex/repo"]),
        api_key => bin(Key),
        repo_key => bin(Key),
        api_repository => <<"acme">>,
        repo_name => <<"acme">>,
        repo_organization => <<"acme">>,
        repo_public_key => PublicKey
    },
    {ok, #{tarball := Tarball, outer_checksum := Checksum}} = r3_hex_tarball:create(metadata(<<"1.0.0">>), contents()),
    {ok, #{tarball := Other}} = r3_hex_tarball:create(metadata(<<"1.0.0">>), [{"other", <<"other">>} | contents()]),

    tell("publish", r3_hex_api_release:publish(Config, Tarball), [<<"version">>]),
    tell("publish again", r3_hex_api_release:publish(Config, Tarball), [<<"version">>]),
    tell("publish other", r3_hex_api_release:publish(Config, Other), [<<"errors">>, <<"version">>]),
    tell("get", r3_hex_api_release:get(Config, <<"widget">>, <<"1.0.0">>), [<<"requirements">>, <<"jason">>, <<"requirement">>]),
    tell("retire", r3_hex_api_release:retire(Config, <<"widget">>, <<"1.0.0">>, #{<<"reason">> => <<"security">>, <<"message">> => <<"It leaks.">>}), []),
    tell("retired", r3_hex_api_release:get(Config, <<"widget">>, <<"1.0.0">>), [<<"retirement">>, <<"message">>]),
    {ok, {200, _, [#{retired := Retired}]}} = r3_hex_repo:get_package(Config, <<"widget">>),
    io:format("in the registry: ~s~n", [maps:get(message, Retired)]),
    tell("unretire", r3_hex_api_release:unretire(Config, <<"widget">>, <<"1.0.0">>), []),
    tell("add owner", r3_hex_api_package_owner:add(Config, <<"widget">>, <<"gordon">>, <<"full">>, false), []),
    {ok, {200, _, Owners}} = r3_hex_api_package_owner:list(Config, <<"widget">>),
    io:format("owners: ~s~n", [lists:join(" ", lists:sort([maps:get(<<"username">>, Owner) || Owner <- Owners]))]),
    tell("remove owner", r3_hex_api_package_owner:delete(Config, <<"widget">>, <<"gordon">>), []),
    tell("package", r3_hex_api_package:get(Config, <<"widget">>), [<<"latest_stable_version">>]),
    {ok, {200, _, Fetched}} = r3_hex_repo:get_tarball(Config, <<"widget">>, <<"1.0.0">>),
    {ok, #{outer_checksum := Checksum, metadata := #{<<"name">> := Name}}} = r3_hex_tarball:unpack(Fetched, memory),
    io:format("fetched and unpacked: ~s~n", [Name]),
    tell("delete", r3_hex_api_release:delete(Config, <<"widget">>, <<"1.0.0">>), []),
    tell("deleted", r3_hex_api_release:get(Config, <<"widget">>, <<"1.0.0">>), [<<"status">>]),
    tell("wrong key", r3_hex_api_release:publish(Config#{api_key => <<"nonsense">>}, Tarball), [<<"status">>]).

tell(Step, {ok, {Status, _Headers, Body}}, Path) ->
    io:format("~s: ~p ~ts~n", [Step, Status, [shown(value(Body, Path)) || Path =/= []]]).

value(Value, []) -> Value;
value(Map, [Key | Path]) -> value(maps:get(Key, Map), Path).

shown(Text) when is_binary(Text) -> Text;
shown(Number) when is_integer(Number) -> integer_to_list(Number).

metadata(Version) ->
    #{<<"name">> => <<"widget">>, <<"version">> => Version, <<"app">> => <<"widget">>,
      <<"description">> => <<"A widget">>, <<"licenses">> => [<<"MIT">>], <<"links">> => #{},
      <<"build_tools">> => [<<"rebar3">>], <<"files">> => [<<"src/widget.erl">>],
      <<"requirements">> => #{<<"jason">> => #{<<"app">> => <<"jason">>, <<"optional">> => false, <<"requirement">> => <<"~> 1.2">>}}}.

contents() -> [{"src/widget.erl", <<"-module(widget).\n">>}].

bin(Text) -> iolist_to_binary(Text).

%% It lies in the archive that rebar3 is, each module with a prefix.
load_hex_core(Rebar3) ->
    {ok, Sections} = escript:extract(Rebar3, []),
    {archive, Archive} = lists:keyfind(archive, 1, Sections),
    {ok, Files} = zip:unzip(Archive, [memory]),
    [{module, _} = code:load_binary(list_to_atom(filename:basename(File, ".beam")), File, Code)
     || {File, Code} <- Files, filename:extension(File) =:= ".beam", lists:prefix("r3_", filename:basename(File))].
