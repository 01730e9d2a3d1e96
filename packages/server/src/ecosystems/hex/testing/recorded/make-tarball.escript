#!/usr/bin/env escript
%% Made the tarballs beside it, with the hex_core that rebar3 3.19 brings along (Debian 12, OTP 25):
%%
%%     escript make-tarball.escript /usr/bin/rebar3 .
main([Rebar3, Folder]) ->
    load_hex_core(Rebar3),
    Name = filename:join(Folder, "widget_erl-1.2.3-rc.1"),
    {ok, #{tarball := Tarball}} = r3_hex_tarball:create(metadata(), contents()),
    ok = file:write_file(Name ++ ".tar", Tarball),
    {ok, Documentation} = r3_hex_tarball:create_docs([{"index.html", <<"<h1>widget_erl</h1>">>}]),
    ok = file:write_file(Name ++ ".docs.tar.gz", Documentation).

metadata() ->
    #{<<"name">> => <<"widget_erl">>,
      <<"version">> => <<"1.2.3-rc.1">>,
      <<"app">> => <<"widget_erl">>,
      <<"description">> => <<"Größe \"quoted\" \\ back\nline"/utf8>>,
      <<"licenses">> => [<<"Apache-2.0">>, <<"MIT">>],
      <<"links">> => #{<<"GitHub">> => <<"https://example.com/widget?a=b&c">>},
      <<"build_tools">> => [<<"rebar3">>],
      <<"files">> => [list_to_binary(File) || {File, _} <- contents()],
      <<"requirements">> =>
        #{<<"jason">> => requirement(<<"jason">>, false, <<"~> 1.2">>),
          <<"gadget">> => requirement(<<"gadget_app">>, true, <<">= 1.0.0 and < 2.0.0">>)},
      <<"extra">> => #{<<"a">> => #{<<"b">> => [1, 2, true]}}}.

requirement(App, Optional, Requirement) ->
    #{<<"app">> => App,
      <<"optional">> => Optional,
      <<"requirement">> => Requirement,
      <<"repository">> => <<"hexpm">>}.

contents() ->
    [{"src/widget_erl.erl", <<"-module(widget_erl).\n">>},
     {"rebar.config", <<"{deps, []}.\n">>},
     {lists:flatten(["src/", lists:duplicate(5, "folder_with_a_long_name/"), "module.erl"]), <<"%% long\n">>}].

load_hex_core(Rebar3) ->
    {ok, Sections} = escript:extract(Rebar3, []),
    {archive, Archive} = lists:keyfind(archive, 1, Sections),
    {ok, Files} = zip:unzip(Archive, [memory]),
    [{module, _} = code:load_binary(module_of(File), File, Code)
     || {File, Code} <- Files, filename:extension(File) =:= ".beam", is_hex_core(filename:basename(File))].

module_of(File) -> list_to_atom(filename:basename(File, ".beam")).

is_hex_core(Name) -> lists:prefix("r3_", Name).
