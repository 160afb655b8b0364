/**
 * The grammars that refractor has, and the other names people write for each. Left out are those that
 * only add to others, and those whose look would depend on which other ones had been loaded before.
 */
const named = `
actionscript: as
ada: adb ads
antlr4: g4
apacheconf: apache htaccess httpd
applescript: osascript
arduino: ino
asciidoc: adoc
autohotkey: ahk
awk: gawk mawk
bash: sh shell zsh ksh dash shellscript shell-script fish bats ebuild
basic: freebasic
batch: bat cmd
bicep:
c: h
clojure: clj cljs cljc edn
cmake:
cobol: cob
coffeescript: coffee
cpp: c++ cc cxx hpp hh cuda cu
crystal: cr
csharp: cs c# dotnet csx
css: postcss
csv: tsv
cue:
cypher: cql
d: dlang
dart:
dhall:
diff: patch udiff
django: jinja jinja2 j2 jinja-html nunjucks njk
dns-zone-file: dns-zone zone
docker: dockerfile containerfile
dot: gv graphviz
ebnf:
editorconfig:
ejs: eta
elixir: ex exs
elm:
erb: html-erb
erlang: erl hrl
fortran: f90 f95 f03 f08
fsharp: fs f# fsx
gcode:
gdscript: gd
gettext: po pot
gherkin: cucumber feature
git: git-commit git-rebase gitlog
glsl: vert frag
go: golang
go-module: go-mod gomod
gradle:
graphql: gql
groovy: jenkinsfile
handlebars: hbs mustache
haskell: hs
haxe: hx
hcl: terraform tf tfvars opentofu tofu nomad packer
hlsl:
http: https
ignore: gitignore dockerignore npmignore hgignore
ini: conf cfg config cnf desktop dosini inf reg
java:
javascript: js mjs cjs node
jq:
json: jsonc jsonl ndjson webmanifest geojson
json5:
jsx:
julia: jl
kotlin: kt kts
kusto: kql
latex: tex context
less:
liquid:
lisp: elisp emacs emacs-lisp el common-lisp cl
llvm:
log: syslog
lua: luau
makefile: make mk mf
markdown: md mdx mkd
markup: html xml svg mathml ssml atom rss htm xhtml xsl xslt plist vue svelte astro
matlab: octave
mermaid: mmd
mongodb:
nasm: asm x86asm
nginx: nginxconf nginx-conf
nim:
nix:
objectivec: objc objective-c obj-c
ocaml: ml
pascal: delphi objectpascal
perl: pl pm raku
php: phtml
plant-uml: plantuml puml
powerquery: pq mscript
powershell: ps1 ps pwsh psm1 psd1 posh
prolog:
promql:
properties: env dotenv
protobuf: proto proto3
puppet: pp
purescript: purs
python: py py3 python3 pyi gyp bazel bzl starlark star
qml:
r: rscript splus
racket: rkt
reason: reasonml re
regex: regexp
rego:
rescript: res
robotframework: robot
ruby: rb rbx gemfile rakefile podspec
rust: rs
sas:
sass:
scala: sc sbt
scheme: scm
scss:
shell-session: sh-session shellsession
smalltalk: st
solidity: sol
sparql: rq
splunk-spl: spl
sql: mysql mariadb postgres postgresql pgsql psql plpgsql sqlite tsql mssql
stylus: styl
swift:
systemd: systemd-unit service socket timer mount target unit quadlet
tap:
tcl:
toml:
tsx:
turtle: ttl trig
twig:
typescript: ts mts cts
v: vlang
vala:
vbnet: vb.net
velocity: vm
verilog: systemverilog sv
vhdl:
vim: viml vimscript
visual-basic: vb vba vbs
wasm: wat wast
web-idl: webidl
wgsl:
wolfram: mathematica wl
yaml: yml eyaml docker-compose compose k8s ansible
zig:
`;

const grammarOf: ReadonlyMap<string, string> = new Map(
  named
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [grammar = '', names = ''] = line.split(':');
      return [grammar, ...names.trim().split(' ')].map((name): [string, string] => [name, grammar]);
    }),
);

/** The grammar for a language as people write its name, in lower case. Undefined for what nobody knows. */
export function grammarFor(language: string): string | undefined {
  return language === '' ? undefined : grammarOf.get(language);
}

/** Every grammar there is, for tests. */
export const grammars: ReadonlySet<string> = new Set(grammarOf.values());
