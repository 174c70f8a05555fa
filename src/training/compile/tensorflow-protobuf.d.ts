/** The part of tfjs-node's TensorFlow messages (generated, without types) that writes a graph. */
declare module "@tensorflow/tfjs-node/dist/proto/api_pb" {
  class Message {
    serializeBinary(): Uint8Array;
  }
  export class SavedModel extends Message {
    setSavedModelSchemaVersion(version: number): void;
    setMetaGraphsList(graphs: MetaGraphDef[]): void;
  }
  export class MetaGraphDef extends Message {
    setMetaInfoDef(info: MetaGraphDef.MetaInfoDef): void;
    setGraphDef(graph: GraphDef): void;
  }
  export namespace MetaGraphDef {
    class MetaInfoDef extends Message {
      setTagsList(tags: string[]): void;
    }
  }
  export class GraphDef extends Message {
    setNodeList(nodes: NodeDef[]): void;
    setVersions(versions: VersionDef): void;
  }
  export class VersionDef extends Message {
    setProducer(version: number): void;
  }
  export class NodeDef extends Message {
    setName(name: string): void;
    setOp(op: string): void;
    setInputList(inputs: string[]): void;
    getAttrMap(): { set(name: string, value: AttrValue): void };
  }
  export class AttrValue extends Message {
    setType(type: number): void;
    setI(value: number): void;
    setF(value: number): void;
    setB(value: boolean): void;
    setS(value: Uint8Array): void;
    setShape(shape: TensorShape): void;
    setTensor(tensor: Tensor): void;
    setList(list: AttrValue.ListValue): void;
  }
  export namespace AttrValue {
    class ListValue extends Message {
      setTypeList(types: number[]): void;
      setIList(values: number[]): void;
      setFList(values: number[]): void;
      setBList(values: boolean[]): void;
      setSList(values: Uint8Array[]): void;
    }
  }
  export class TensorShape extends Message {
    setDimList(sides: TensorShape.Dim[]): void;
    setUnknownRank(isUnknown: boolean): void;
  }
  export namespace TensorShape {
    class Dim extends Message {
      setSize(size: number): void;
    }
  }
  export class Tensor extends Message {
    setDtype(type: number): void;
    setTensorShape(shape: TensorShape): void;
    setTensorContent(bytes: Uint8Array): void;
  }
}
