import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sys.JenaSystem;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.update.UpdateAction;

/**
 * Apache Jena as a SPARQL 1.1 server for the tests, since Debian packages Jena without Fuseki: queries, updates and the
 * Graph Store Protocol on loopback, over a TDB2 store whose default graph is the union of all.
 *
 * Arguments: folder of the store ("" keeps it in memory), user, password. It prints its port. Reading is open, writing
 * asks for the user and password.
 */
public class Jena {
  private static final long SECONDS = 60;
  private final Dataset store;

  Jena(Dataset store) {
    this.store = store;
  }

  public static void main(String[] arguments) throws Exception {
    JenaSystem.init();
    String folder = arguments[0];
    Jena jena = new Jena(folder.isEmpty() ? TDB2Factory.createDataset() : TDB2Factory.connectDataset(folder));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/query", exchange -> jena.answer(exchange, jena::query));
    BasicAuthenticator login =
        new BasicAuthenticator("jena") {
          @Override
          public boolean checkCredentials(String user, String password) {
            return user.equals(arguments[1]) && password.equals(arguments[2]);
          }
        };
    server.createContext("/update", exchange -> jena.answer(exchange, jena::update)).setAuthenticator(login);
    server.createContext("/data", exchange -> jena.answer(exchange, jena::graph)).setAuthenticator(login);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private interface Work {
    void on(HttpExchange exchange) throws IOException;
  }

  private void answer(HttpExchange exchange, Work work) throws IOException {
    try (exchange) {
      try {
        work.on(exchange);
      } catch (QueryException error) {
        say(exchange, 400, error.getMessage());
      } catch (RuntimeException error) {
        say(exchange, 500, String.valueOf(error.getMessage()));
      }
    }
  }

  private void query(HttpExchange exchange) throws IOException {
    Map<String, List<String>> sent = sent(exchange);
    Query query = QueryFactory.create(sent.get("query").get(0));
    if (!query.hasDatasetDescription()) {
      sent.getOrDefault("default-graph-uri", List.of()).forEach(query::addGraphURI);
      sent.getOrDefault("named-graph-uri", List.of()).forEach(query::addNamedGraphURI);
    }
    store.begin(ReadWrite.READ);
    try (QueryExecution asked =
        QueryExecution.dataset(store)
            .query(query)
            .set(TDB2.symUnionDefaultGraph, !query.hasDatasetDescription())
            .timeout(SECONDS, TimeUnit.SECONDS)
            .build()) {
      boolean graph = query.isConstructType() || query.isDescribeType();
      exchange.getResponseHeaders().add("Content-Type", graph ? "text/turtle" : "application/sparql-results+json");
      try (OutputStream out = body(exchange)) {
        write(query, asked, out);
      }
    } finally {
      store.end();
    }
  }

  private static void write(Query query, QueryExecution asked, OutputStream out) {
    if (query.isAskType()) {
      ResultSetFormatter.outputAsJSON(out, asked.execAsk());
    } else if (query.isSelectType()) {
      ResultSetFormatter.outputAsJSON(out, asked.execSelect());
    } else {
      Model model = query.isConstructType() ? asked.execConstruct() : asked.execDescribe();
      RDFDataMgr.write(out, model, Lang.TURTLE);
    }
  }

  /** A body that is packed where the client takes it so. */
  private static OutputStream body(HttpExchange exchange) throws IOException {
    String takes = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean packed = takes != null && takes.contains("gzip");
    if (packed) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(200, 0);
    return packed ? new GZIPOutputStream(exchange.getResponseBody()) : exchange.getResponseBody();
  }

  private void update(HttpExchange exchange) throws IOException {
    String text = sent(exchange).get("update").get(0);
    writing(() -> UpdateAction.parseExecute(text, store));
    exchange.sendResponseHeaders(204, -1);
  }

  private void graph(HttpExchange exchange) throws IOException {
    String name = parameters(exchange.getRequestURI().getRawQuery()).get("graph").get(0);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> writing(() -> {
        store.removeNamedModel(name);
        RDFDataMgr.read(store.getNamedModel(name), exchange.getRequestBody(), Lang.NTRIPLES);
      });
      case "POST" -> writing(() -> RDFDataMgr.read(store.getNamedModel(name), exchange.getRequestBody(), Lang.NTRIPLES));
      case "DELETE" -> writing(() -> store.removeNamedModel(name));
      default -> throw new QueryException("The method " + exchange.getRequestMethod() + " is not known here.");
    }
    exchange.sendResponseHeaders(204, -1);
  }

  /** Do the work as one transaction: all of it or nothing. */
  private void writing(Runnable work) {
    store.begin(ReadWrite.WRITE);
    try {
      work.run();
      store.commit();
    } finally {
      store.end();
    }
  }

  private static Map<String, List<String>> sent(HttpExchange exchange) throws IOException {
    String raw = exchange.getRequestURI().getRawQuery();
    if (exchange.getRequestMethod().equals("POST")) {
      raw = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }
    return parameters(raw);
  }

  private static Map<String, List<String>> parameters(String raw) {
    Map<String, List<String>> found = new HashMap<>();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      found.computeIfAbsent(parts[0], name -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return found;
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] said = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, said.length);
    exchange.getResponseBody().write(said);
  }
}
