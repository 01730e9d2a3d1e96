#!/usr/bin/env escript
%% -*- erlang -*-
%% Reads a resource of a Hex repository with nothing of ours: undoes the gzip, verifies the signature with the public key
%% and prints the message as JSON. Ends with 1, and says why, where it does not verify.
%%
%%     escript read-hex-resource.escript names|versions|package PUBLIC_KEY.pem RESOURCE

main([Kind, KeyFile, ResourceFile]) ->
    {ok, Pem} = file:read_file(KeyFile),
    [Entry] = public_key:pem_decode(Pem),
    Key = public_key:pem_entry_decode(Entry),
    {ok, Resource} = file:read_file(ResourceFile),
    #{payload := Payload, signature := Signature} = message(signed, zlib:gunzip(Resource)),
    case public_key:verify(Payload, sha512, Signature, Key) of
        true -> io:put_chars([json(message(list_to_existing_atom(Kind), Payload)), $\n]);
        false -> refuse("unverified")
    end;
main(_) ->
    refuse("names|versions|package PUBLIC_KEY.pem RESOURCE").

refuse(Why) ->
    io:put_chars(standard_error, [Why, $\n]),
    halt(1).

%% As the .proto files of hex_core have them.
schema(signed) -> #{1 => {one, payload, bytes}, 2 => {one, signature, bytes}};
schema(names) -> #{1 => {many, packages, {message, named}}, 2 => {one, repository, text}};
schema(named) -> #{1 => {one, name, text}};
schema(versions) -> #{1 => {many, packages, {message, versioned}}, 2 => {one, repository, text}};
schema(versioned) -> #{1 => {one, name, text}, 2 => {many, versions, text}, 3 => {packed, retired, number}};
schema(package) ->
    #{1 => {many, releases, {message, release}}, 2 => {one, name, text}, 3 => {one, repository, text}};
schema(release) ->
    #{1 => {one, version, text}, 2 => {one, inner_checksum, hex}, 3 => {many, dependencies, {message, dependency}},
      4 => {one, retired, {message, retirement}}, 5 => {one, outer_checksum, hex}};
schema(dependency) ->
    #{1 => {one, package, text}, 2 => {one, requirement, text}, 3 => {one, optional, number}, 4 => {one, app, text},
      5 => {one, repository, text}};
schema(retirement) -> #{1 => {one, reason, number}, 2 => {one, message, text}}.

%% A field that the schema does not know is a mistake here: this reads what was just written.
message(Name, Bytes) ->
    Schema = schema(Name),
    Empty = maps:from_list([{Property, []} || {Many, Property, _} <- maps:values(Schema), Many =/= one]),
    lists:foldl(fun({Number, Raw}, Read) -> put_field(maps:get(Number, Schema), Raw, Read) end, Empty, fields(Bytes)).

put_field({one, Property, Type}, Raw, Read) ->
    false = maps:is_key(Property, Read),
    Read#{Property => value(Type, Raw)};
put_field({many, Property, Type}, Raw, Read) ->
    maps:update_with(Property, fun(Before) -> Before ++ [value(Type, Raw)] end, Read);
put_field({packed, Property, number}, Raw, Read) ->
    Read#{Property => numbers(Raw)}.

value(bytes, Raw) when is_binary(Raw) -> Raw;
value(text, Raw) when is_binary(Raw) -> {text, Raw};
value(hex, Raw) when is_binary(Raw) -> {text, string:lowercase(binary:encode_hex(Raw))};
value(number, Raw) when is_integer(Raw) -> Raw;
value({message, Name}, Raw) when is_binary(Raw) -> message(Name, Raw).

fields(<<>>) -> [];
fields(Bytes) ->
    {Tag, Rest} = varint(Bytes),
    {Raw, More} = raw(Tag band 7, Rest),
    [{Tag bsr 3, Raw} | fields(More)].

raw(0, Bytes) -> varint(Bytes);
raw(2, Bytes) ->
    {Size, Rest} = varint(Bytes),
    <<Raw:Size/binary, More/binary>> = Rest,
    {Raw, More}.

numbers(<<>>) -> [];
numbers(Bytes) ->
    {Number, Rest} = varint(Bytes),
    [Number | numbers(Rest)].

varint(<<0:1, Low:7, Rest/binary>>) -> {Low, Rest};
varint(<<1:1, Low:7, Rest/binary>>) ->
    {High, More} = varint(Rest),
    {High bsl 7 bor Low, More}.

json(Map) when is_map(Map) ->
    [${, lists:join($,, [[$", atom_to_list(Key), $", $:, json(Value)] || {Key, Value} <- maps:to_list(Map)]), $}];
json(List) when is_list(List) -> [$[, lists:join($,, [json(Each) || Each <- List]), $]];
json({text, Text}) -> [$", string:replace(string:replace(Text, "\\", "\\\\", all), "\"", "\\\"", all), $"];
json(Number) when is_integer(Number) -> integer_to_list(Number).
