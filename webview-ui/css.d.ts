/** Style sheets are collected into one file by the bundler; importing one gives nothing to TypeScript. */
declare module "*.css";
