/** Words that some program might take for more than words. One entry a payload. */

export interface HostileWords {
  readonly name: string;
  readonly words: string;
  /** As a name or a title has it, where it is not the same. */
  readonly named?: string;
}

/** Lines that are good enough for a name or a title: they must come back as they are. */
export const HOSTILE_WORDS: readonly HostileWords[] = [
  { name: 'a script', words: '<script>alert(1)</script>' },
  { name: 'the end of an attribute', words: '"><img src=x onerror=alert(1)>' },
  { name: 'the end of a quoted attribute', words: `'><svg/onload=alert(1)>` },
  { name: 'the end of a title', words: '</title></style></textarea><script>alert(1)</script>' },
  { name: 'entities', words: '&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp;x' },
  { name: 'a comment', words: 'a <!-- b --> c' },
  { name: 'an open comment', words: '<!-- never closed' },
  { name: 'Typst that reads', words: '#read("/etc/passwd")' },
  {
    name: 'Typst of all kinds',
    words: '$x$ @ref <label> #set page(width: 1pt) \\u{1f600} `r` ~ --',
  },
  { name: 'Typst that ends a string', words: '"); #panic("x"' },
  { name: 'a placeholder of the messages', words: '{{title}} $t(common:core) {{- name}}' },
  { name: 'a fact in the text', words: '{{currency}} {{__proto__}}' },
  { name: 'a list', words: '1. one' },
  { name: 'a bullet', words: '- [ ] task' },
  { name: 'a heading', words: '# heading #' },
  { name: 'a quotation', words: '> [!NOTE] quote' },
  { name: 'a footnote', words: '[^1]: note[^1] ^[inline]' },
  { name: 'a container', words: '::: warning' },
  { name: 'front matter', words: '---' },
  { name: 'an underline', words: '===' },
  { name: 'a fence', words: '```sh ~~~ `` ` ``' },
  { name: 'a table', words: '| a | b \\| c |' },
  { name: 'a link', words: '[x](javascript:alert(1)) <javascript:alert(1)>' },
  { name: 'a picture', words: '![x](http://169.254.169.254/y.png)' },
  { name: 'emphasis without an end', words: '*a **b __c_ ~~d' },
  { name: 'attributes', words: 'text {#id .class onclick=alert(1)}' },
  { name: 'a template', words: '$\x7b1+1} <%= 1 %> {% raw %} #{x}' },
  { name: 'a formula', words: '=HYPERLINK("http://evil.example";"x")' },
  { name: 'a path', words: '../../etc/passwd' },
  { name: 'another path', words: '..\\..\\x %2e%2e%2f' },
  { name: 'a device', words: 'CON' },
  { name: 'a hidden file', words: '.htaccess' },
  { name: 'a header', words: 'x.md"; filename="evil.html' },
  { name: 'a YAML tag', words: '!!js/function "x" &a *a : - {' },
  { name: 'a YAML truth', words: 'no' },
  { name: 'a YAML number', words: '0x1F' },
  { name: 'nothing, by name', words: 'null' },
  { name: 'a prototype', words: '__proto__' },
  { name: 'a query', words: `'; DROP TABLE handbook; --` },
  { name: 'Hebrew and Arabic', words: 'שלום (עולם) مرحبا 123 abc' },
  { name: 'a turned direction', words: 'user\u202egnp.exe', named: 'usergnp.exe' },
  { name: 'isolates that never end', words: '\u2067\u2066abc', named: 'abc' },
  { name: 'emoji with joiners', words: '👩🏽‍🌾👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿 1️⃣' },
  { name: 'marks upon marks', words: `Z${'\u0351\u0321'.repeat(20)}algo` },
  { name: 'invisible signs', words: 'a\u200bb\u2060c\ufeffd\u00ade\u034ff' },
  { name: 'a name as long as may be', words: 'long '.repeat(40).trim() },
  { name: 'a word as long as may be', words: 'w'.repeat(200) },
];

/** What no name may be. */
export const NO_NAMES: readonly HostileWords[] = [
  { name: 'nothing', words: '' },
  { name: 'spaces', words: ' \u00a0\u3000 ' },
  { name: 'a NUL', words: 'a\0b' },
  { name: 'two lines', words: 'a\r\nSet-Cookie: x' },
  { name: 'a line separator', words: 'a\u2028b' },
  { name: 'a colour of the terminal', words: '\u001b[31mred\u001b[0m' },
  { name: 'a backspace', words: 'a\b\b\bb' },
  { name: '300 letters', words: 'x'.repeat(300) },
  { name: 'half a character', words: 'a\ud800b' },
  { name: 'a character that is none', words: 'a\uffffb' },
];
