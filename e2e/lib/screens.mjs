// The screens of the desk, found out the way its members would: by signing in to
// the demonstration and following what is there for each role.
import { base } from "./town.mjs";

const password = "boats on the river";

/** Who signs in, and what they look at. */
export const members = {
  press: { email: "nora.teva@arvena.example", looks: ["home", "lists", "finding", "new", "texts", "acts", "files", "account"] },
  editor: { email: "lina.sela@arvena.example", looks: ["home", "notices", "texts", "run", "style"] },
  author: { email: "sanda.ruvik@arvena.example", looks: ["home"] },
  translator: { email: "drita.velmi@arvena.example", looks: ["home", "translation"] },
  registrar: { email: "boyan.karas@arvena.example", looks: ["home"] },
  approver: { email: "viktor.maro@arvena.example", looks: ["home"] },
  administrator: { email: "ivo.tarnel@arvena.example", looks: ["home", "people", "health"] },
  auditor: { email: "keti.orvali@arvena.example", looks: ["home", "audit"] },
  reader: { email: "milan.orek@arvena.example", looks: ["home"] },
};

/** The screens that need nobody to have signed in. */
export const door = () => [{ kind: "sign-in", url: `${base}/admin/sign-in` }, { kind: "welcome-over", url: `${base}/admin/welcome/none` }];

/** Signs in on page, with the screens in locale where one is given. */
export async function signIn(page, who, locale) {
  await page.goto(`${base}/admin/sign-in`);
  await page.fill("#_email", members[who].email);
  await page.fill("#_password", password);
  await page.click("main button[type=submit]");
  if (!locale) return;
  await page.goto(`${base}/admin/account`);
  await page.selectOption("#_locale", locale);
  await page.click('form[action="/admin/account/locale"] button');
}

/** The screens that are there for who, who has signed in: kind and address. */
export async function screens(page, who) {
  const found = [];
  for (const look of members[who].looks) {
    for (const [kind, address] of await looks[look](page)) if (address) found.push({ kind: `${who}-${kind}`, url: new URL(address, base).href });
  }
  return found;
}

/** The first address in a list of the desk that hits fit. */
async function first(page, list, hit = "main .lines .line-title a") {
  await page.goto(base + list);
  const link = page.locator(hit).first();
  return (await link.count()) > 0 ? link.getAttribute("href") : undefined;
}

const texts = (state, more = "") => `/admin/documents?state=${state}${more}`;

/** The address of the page of an action on a text in a state, where it has one. */
async function doing(page, name, state, more) {
  const text = await first(page, texts(state, more));
  return [`do-${name}`, text && `${text}/do/${name}`];
}

const looks = {
  style: () => [["style", "/admin/style/lt"], ["style-new", "/admin/style/lt/new"]],
  home: () => [["home", "/admin/"]],
  lists: () => [["texts", "/admin/documents"], ["texts-none", "/admin/documents?state=withdrawn&type=gallery"], ["list-stale", "/admin/documents?list=stale"], ["many", "/admin/documents/change?type=news"], ["tree", "/admin/tree"]],
  notices: () => [["notices", "/admin/notices"]],
  run: () => [["run", "/admin/queue"], ["run-end", "/admin/queue?stop=1"]],
  finding: () => [["found", "/admin/documents?q=bridge"], ["table", "/admin/table"]],
  new: () => [["new", "/admin/documents/new"]],
  account: () => [["account", "/admin/account"], ["confirm", "/admin/confirm"], ["factor", "/admin/factor"]],
  people: async (page) => {
    const member = await first(page, "/admin/members", ".members .who a");
    return [["members", "/admin/members"], ["member-new", "/admin/members/new"], ["member", member], ["member-grant", `${member}/grants/new`], ["hand-over", `${member}/hand-over`], ["audit", "/admin/audit"]];
  },
  audit: () => [["audit", "/admin/audit"]],
  health: () => [["health", "/admin/health"]],
  files: async (page) => [["media", "/admin/media"], ["file", await first(page, "/admin/media?kind=picture", ".file-lines .line-title a")], ["document-file", await first(page, "/admin/media?kind=document", ".file-lines .line-title a")]],
  translation: async (page) => {
    const stale = await first(page, "/admin/documents?list=stale");
    return [["stale", stale], ["stale-edit", `${stale}/edit`]];
  },
  texts: async (page) => {
    const found = [];
    for (const state of ["draft", "submitted", "returned", "approved", "scheduled", "missed", "published"]) found.push([`text-${state}`, await first(page, texts(state))]);
    const draft = await first(page, texts("draft", "&language=lt"));
    const translation = await first(page, texts("submitted", "&language=en"));
    found.push(["print", draft && `${draft}/print`]);
    found.push(["edit", draft && `${draft}/edit`], ["edit-beside", translation && `${translation}/edit`], ["text-files", draft && `${draft}/files`]);
    const release = await first(page, texts("published", "&type=press_release&language=lt"));
    found.push(["copy-mail", release && `${release}/mail`], ["copy-social", release && `${release}/social`]);
    return found;
  },
  acts: async (page) => {
    const urgent = await first(page, "/admin/documents?list=owed");
    return [
      ["text-urgent", urgent],
      ["do-except", urgent && `${urgent}/do/except`],
      ["paper", await first(page, texts("submitted")).then((text) => text && `${text}/paper`)],
      await doing(page, "submit", "draft"),
      await doing(page, "publish", "approved"),
      await doing(page, "schedule", "approved"),
      await doing(page, "rehome", "approved"),
      await doing(page, "publish_urgently", "submitted"),
      await doing(page, "withdraw", "published", "&type=news"),
      await doing(page, "join", "published", "&type=news"),
      await doing(page, "unpublish", "published", "&type=news"),
      ["redaction", `${await first(page, texts("published", "&type=news"))}/redaction`],
    ];
  },
};
