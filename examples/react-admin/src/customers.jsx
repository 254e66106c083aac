import {
  ArrayInput,
  Datagrid,
  DateInput,
  Edit,
  EditButton,
  FunctionField,
  List,
  NumberInput,
  Show,
  ShowButton,
  SimpleForm,
  SimpleFormIterator,
  SimpleShowLayout,
  TextField,
  TextInput,
  required,
} from "react-admin";
import { useWatch } from "react-hook-form";

import { Score } from "./Score.jsx";

export const CustomerList = () => (
  <List perPage={25} exporter={false} sort={{ field: "name", order: "ASC" }}>
    <Datagrid rowClick={false} bulkActionButtons={false}>
      <TextField source="name" />
      <FunctionField label="Score" render={(record) => <Score record={record} form="cell" />} />
      <ShowButton />
      <EditButton />
    </Datagrid>
  </List>
);

export const CustomerShow = () => (
  <Show>
    <SimpleShowLayout>
      <FunctionField label={false} render={(record) => <Score record={record} form="card" />} />
    </SimpleShowLayout>
  </Show>
);

/** The score of what the form holds, at every key. */
function LiveScore() {
  return <Score record={useWatch()} form="compact" />;
}

export const CustomerEdit = () => (
  <Edit mutationMode="pessimistic" redirect="show">
    <SimpleForm>
      <LiveScore />
      <TextInput source="name" validate={required()} />
      <NumberInput source="satisfaction" min={1} max={10} helperText="1 to 10" />
      <NumberInput source="openComplaints" min={0} />
      <ArrayInput source="orders">
        <SimpleFormIterator inline disableReordering>
          <DateInput source="date" helperText={false} />
          <NumberInput source="amount" helperText={false} />
        </SimpleFormIterator>
      </ArrayInput>
    </SimpleForm>
  </Edit>
);
