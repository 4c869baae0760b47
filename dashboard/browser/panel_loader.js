// What Streamlit carries with each message: as little as can be. The panel itself comes from our own address, once.
export default (component) => {
  import(new URL(component.data.script, location.href)).then((panel) => panel.default(component));
};
