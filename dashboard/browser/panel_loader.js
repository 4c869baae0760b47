export default (component) => import(new URL(component.data.script, location.href)).then((panel) => panel.default(component)) && undefined;
