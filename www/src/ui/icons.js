// Icons from Lucide (ISC), only the ones used, drawn as SVG elements.
import createElement from "lucide/dist/esm/createElement.mjs";
import ArrowDown from "lucide/dist/esm/icons/arrow-down.mjs";
import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import ArrowRight from "lucide/dist/esm/icons/arrow-right.mjs";
import ArrowUp from "lucide/dist/esm/icons/arrow-up.mjs";
import Check from "lucide/dist/esm/icons/check.mjs";
import ChevronDown from "lucide/dist/esm/icons/chevron-down.mjs";
import ChevronUp from "lucide/dist/esm/icons/chevron-up.mjs";
import CircleHelp from "lucide/dist/esm/icons/circle-question-mark.mjs";
import Circle from "lucide/dist/esm/icons/circle.mjs";
import Diamond from "lucide/dist/esm/icons/diamond.mjs";
import Download from "lucide/dist/esm/icons/download.mjs";
import FileText from "lucide/dist/esm/icons/file-text.mjs";
import Info from "lucide/dist/esm/icons/info.mjs";
import Languages from "lucide/dist/esm/icons/languages.mjs";
import Moon from "lucide/dist/esm/icons/moon.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import Search from "lucide/dist/esm/icons/search.mjs";
import ShieldCheck from "lucide/dist/esm/icons/shield-check.mjs";
import SlidersHorizontal from "lucide/dist/esm/icons/sliders-horizontal.mjs";
import Sun from "lucide/dist/esm/icons/sun.mjs";
import Triangle from "lucide/dist/esm/icons/triangle.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Upload from "lucide/dist/esm/icons/upload.mjs";
import X from "lucide/dist/esm/icons/x.mjs";

const ICONS = {
  "arrow-down": ArrowDown, "arrow-left": ArrowLeft, "arrow-right": ArrowRight, "arrow-up": ArrowUp, check: Check, "chevron-down": ChevronDown,
  "chevron-up": ChevronUp, help: CircleHelp, circle: Circle, diamond: Diamond, download: Download, file: FileText, info: Info,
  languages: Languages, moon: Moon, plus: Plus, search: Search, shield: ShieldCheck, sliders: SlidersHorizontal, sun: Sun,
  triangle: Triangle, alert: TriangleAlert, upload: Upload, close: X,
};

/** A decorative icon: its meaning is always written beside it or in the label of its button. */
export function icon(name, size = 18) {
  const element = createElement(ICONS[name], { width: size, height: size, "stroke-width": 1.9 });
  element.setAttribute("aria-hidden", "true");
  element.setAttribute("class", `icon icon-${name}`);
  return element;
}
