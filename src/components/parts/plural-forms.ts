export { pluralForms } from '../../language/plural-forms.ts';
