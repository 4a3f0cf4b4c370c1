/** What one source file imports and which names it uses without declaring them. */
import { parseSync, Visitor } from 'vite';

export interface Import {
  /** As written: `./room.ts`, `#shared/ids.ts`, `yjs`. */
  readonly from: string;
  readonly line: number;
  /** `import type` and `export type`: gone when the code runs. */
  readonly isTypeOnly: boolean;
  readonly kind: 'import' | 're-export' | 'export-all' | 'dynamic';
}

export interface Name {
  readonly name: string;
  readonly line: number;
}

export interface Source {
  readonly imports: readonly Import[];
  /** Value names used but declared nowhere in the file: globals. Types do not count. */
  readonly freeNames: readonly Name[];
}

/** Parses TypeScript or TSX. Throws a SyntaxError naming the file when it does not parse. */
export function readSource(path: string, code: string): Source {
  const parsed = parseSync(path, code);
  const fault = parsed.errors[0];
  if (fault) throw new SyntaxError(`${path}: ${fault.message}`);
  const lineOf = (offset: number) => code.slice(0, offset).split('\n').length;
  return {
    imports: importsOf(parsed.program, lineOf),
    freeNames: freeNamesOf(parsed.program, lineOf),
  };
}

type Program = ReturnType<typeof parseSync>['program'];
type LineOf = (offset: number) => number;

function importsOf(program: Program, lineOf: LineOf): Import[] {
  const found: Import[] = [];
  const add = (node: { start: number }, from: string, kind: Import['kind'], isTypeOnly: boolean) =>
    found.push({ from, kind, isTypeOnly, line: lineOf(node.start) });
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source.value, 'import', node.importKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node, node.source.value, 're-export', node.exportKind === 'type');
    },
    ExportAllDeclaration: (node) => add(node, node.source.value, 'export-all', false),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string')
        add(node, node.source.value, 'dynamic', false);
    },
  }).visit(program);
  return found;
}

/** An identifier, and the offset in the text where it begins. */
interface Named {
  readonly name: string;
  readonly start: number;
}

/**
 * Names read as values that no declaration in the file introduces. Scopes are not told apart: a name
 * declared anywhere in the file counts as declared, so this may miss a global, never invent one.
 */
function freeNamesOf(program: Program, lineOf: LineOf): Name[] {
  const used: Named[] = [];
  const declared = new Set<string>();
  /** Identifiers that are not reads of a variable: property names, declarations, type names. */
  const notReads = new Set<number>();
  const declare = (pattern: unknown) => {
    for (const name of namesIn(pattern)) {
      declared.add(name.name);
      notReads.add(name.start);
    }
  };
  const parameters = (node: { params: readonly unknown[]; id?: unknown }) => {
    node.params.forEach(declare);
    declare(node.id);
  };
  const key = (node: { key: { start: number }; computed: boolean }) => {
    if (!node.computed) notReads.add(node.key.start);
  };
  new Visitor({
    ImportSpecifier: (node) => declare(node.local),
    ImportDefaultSpecifier: (node) => declare(node.local),
    ImportNamespaceSpecifier: (node) => declare(node.local),
    VariableDeclarator: (node) => declare(node.id),
    FunctionDeclaration: parameters,
    FunctionExpression: parameters,
    ArrowFunctionExpression: parameters,
    ClassDeclaration: (node) => declare(node.id),
    CatchClause: (node) => declare(node.param),
    MemberExpression: (node) => {
      if (!node.computed) notReads.add(node.property.start);
    },
    Property: (node) => {
      if (!node.shorthand) key(node);
    },
    MethodDefinition: key,
    PropertyDefinition: key,
    TSPropertySignature: key,
    TSMethodSignature: key,
    TSTypeReference: (node) => notReads.add(node.typeName.start),
    TSTypeQuery: (node) => notReads.add(node.exprName.start),
    TSTypeAliasDeclaration: (node) => declare(node.id),
    TSInterfaceDeclaration: (node) => declare(node.id),
    Identifier: (node) => {
      used.push({ name: node.name, start: node.start });
    },
  }).visit(program);
  return used
    .filter(({ name, start }) => !declared.has(name) && !notReads.has(start))
    .map(({ name, start }) => ({ name, line: lineOf(start) }));
}

/** Every identifier that a binding pattern introduces. */
function namesIn(pattern: unknown): Named[] {
  if (typeof pattern !== 'object' || pattern === null || !('type' in pattern)) return [];
  const node = pattern as {
    type: string;
    name?: string;
    start?: number;
    left?: unknown;
    argument?: unknown;
    value?: unknown;
    elements?: unknown[];
    properties?: unknown[];
  };
  switch (node.type) {
    case 'Identifier':
      return [{ name: node.name ?? '', start: node.start ?? -1 }];
    case 'AssignmentPattern':
      return namesIn(node.left);
    case 'RestElement':
      return namesIn(node.argument);
    case 'ArrayPattern':
      return (node.elements ?? []).flatMap(namesIn);
    case 'ObjectPattern':
      return (node.properties ?? []).flatMap(namesIn);
    case 'Property':
      return namesIn(node.value);
    default:
      return [];
  }
}
