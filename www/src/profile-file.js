// Reading a saved profile; it is a few kilobytes, so anything large is something else.

const LIMIT = 5e6;

export async function readProfile(file) {
  if (file.size > LIMIT) throw Object.assign(new Error(`${file.name}: ${file.size} bytes`), { code: "NotAProfile" });
  const text = await file.text();
  try {
    JSON.parse(text);
  } catch (error) {
    throw Object.assign(new Error(`${file.name}: ${error.message}`), { code: "NotAProfile" });
  }
  return text;
}
