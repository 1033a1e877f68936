import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Root } from "./shell/Root";
import "./ui/base.css";
import "./shell/shell.css";
import { applyTokens } from "./ui/theme";

applyTokens(document.documentElement);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(<StrictMode><Root /></StrictMode>);
}
