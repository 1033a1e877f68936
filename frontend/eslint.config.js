import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const areas = ["workbench", "casefile", "review", "decision", "disclosure", "precedent", "ledger", "account", "rulebook", "settings"];

const namedExportsOnly = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: a thing has one name everywhere.",
};

const sentence = {
  selector: "JSXText[value=/[\\u4e00-\\u9fff]|[A-Za-z]{2,} [A-Za-z]{2,}/]",
  message: "No sentence inside a component: put it into text/zh and text/en.",
};

// wall says which modules a folder may not reach, and why.
const wall = (files, patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/schema.d.ts"] },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [...tseslint.configs.recommended],
    plugins: { "react-hooks": reactHooks },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "no-console": "error",
      eqeqeq: ["error", "always"],
      curly: ["error", "all"],
      "max-lines": ["error", { max: 400 }],
      "no-restricted-syntax": ["error", namedExportsOnly, sentence],
    },
  },
  ...areas.map((area) =>
    wall([`src/areas/${area}/**`], [
      {
        regex: `^@/areas/(?!${area}(/|$))`,
        message: "An area never imports another: meet in the address, in api/ or in ui/.",
      },
      { regex: "^@/shell", message: "The shell opens areas; an area does not know the shell." },
      { regex: `^\\.\\./\\.\\./(?!${area})`, message: "Use @/ to leave an area." },
    ]),
  ),
  wall(["src/ui/**"], [
    { regex: "^@/(areas|shell)|^\\.\\./(areas|shell)", message: "The kit knows no screen." },
  ]),
  wall(["src/format/**"], [{ regex: "^@/(areas|shell|ui|api)|^react", message: "format/ is pure." }]),
  wall(["src/api/**", "src/text/**"], [{ regex: "^@/(areas|shell|ui)", message: "Lower floor." }]),
);
