import { parseSync } from 'vite';

export interface FoundImport {
  readonly module: string;
  /** Names taken from the module; `*` for the whole of it. */
  readonly names: readonly string[];
  /** 1-based. */
  readonly line: number;
}

export interface FileFacts {
  readonly imports: readonly FoundImport[];
  /** Lines, 1-based, that read `window.partyline`. */
  readonly bridgeReads: readonly number[];
  /** Lines, 1-based, that ask the clock on the wall. */
  readonly wallReads: readonly number[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function literal(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined;
}

function identifier(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? (value.name as string) : literal(value);
}

function specifiersOf(node: Node): Node[] {
  return (node.specifiers as Node[] | undefined) ?? [];
}

function specifierNames(node: Node): string[] {
  return specifiersOf(node).map((specifier) =>
    specifier.type === 'ImportSpecifier' || specifier.type === 'ExportSpecifier'
      ? (identifier(specifier.imported ?? specifier.local) ?? '*')
      : '*',
  );
}

/** The module that a node asks for and the names it takes, whichever of the language's six ways it uses. */
function importOf(node: Node): Pick<FoundImport, 'module' | 'names'> | undefined {
  const source = literal(node.source);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
      return source === undefined ? undefined : { module: source, names: specifierNames(node) };
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return source === undefined ? undefined : { module: source, names: ['*'] };
    case 'CallExpression': {
      const argument = literal((node.arguments as unknown[])[0]);
      const required = identifier(node.callee) === 'require' && argument !== undefined;
      return required ? { module: argument, names: ['*'] } : undefined;
    }
    default:
      return undefined;
  }
}

function readsBridge(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    identifier(node.property) === 'partyline' &&
    ['window', 'globalThis', 'self'].includes(identifier(node.object) ?? '')
  );
}

/** `Date.now`, and `new Date()` or `Date()` without a time. */
function asksWall(node: Node): boolean {
  if (node.type === 'MemberExpression') {
    return identifier(node.object) === 'Date' && identifier(node.property) === 'now';
  }
  const isMade = node.type === 'NewExpression' || node.type === 'CallExpression';
  return isMade && identifier(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0;
}

/**
 * What a source file imports, and whether it reads the window's bridge or the clock on the wall.
 * @param path decides between TypeScript and TSX
 * @throws Error when the file is no valid TypeScript
 */
export function readFacts(path: string, source: string): FileFacts {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length;
  const imports: FoundImport[] = [];
  const bridgeReads: number[] = [];
  const wallReads: number[] = [];
  const visit = (node: Node): void => {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: lineOf(node.start) });
    if (readsBridge(node)) bridgeReads.push(lineOf(node.start));
    if (asksWall(node)) wallReads.push(lineOf(node.start));
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child);
    }
  };
  visit(program as unknown as Node);
  return { imports, bridgeReads, wallReads };
}
