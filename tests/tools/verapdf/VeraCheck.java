import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ProfileDirectory;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/**
 * Asks veraPDF about one file after another: each line of standard input is a flavour, a tab and the
 * path of a PDF, and each line of standard output is the answer to one, a JSON object. Ends where
 * the input ends. Exit status 2 for an engine that is not whole.
 */
public class VeraCheck {
    static final int SAMPLES = 2;
    static final int MOST_FAILURES = 200;

    static final ProfileDirectory PROFILES = Profiles.getVeraProfileDirectory();

    public static void main(String[] args) throws IOException {
        LogManager.getLogManager().reset();
        // Without the JAXB runtime it finds none, and then every file would pass.
        if (PROFILES.getPDFAFlavours().size() < 10) {
            stop("veraPDF found no validation profiles: is the JAXB runtime on the class path?");
        }
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] asked = line.split("\t", 2);
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(asked[0]);
            if (flavour == PDFAFlavour.NO_FLAVOUR || asked.length < 2) {
                answers.println("{\"status\":\"UNKNOWN\"}");
            } else {
                answers.println("{" + answer(new File(asked[1]), flavour) + "}");
            }
        }
    }

    static void stop(String message) {
        System.err.println(message);
        System.exit(2);
    }

    static String answer(File file, PDFAFlavour flavour) {
        ValidationProfile profile = PROFILES.getValidationProfileByFlavour(flavour);
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(file, flavour, PDFAFlavour.NO_FLAVOUR);
                PDFAValidator validator =
                        ValidatorFactory.createValidator(profile, MOST_FAILURES, false, true, false)) {
            return answer(validator.validate(parser), profile);
        } catch (Exception | StackOverflowError problem) {
            return "\"status\":\"ERROR\",\"message\":" + quoted(problem.toString());
        }
    }

    static String answer(ValidationResult result, ValidationProfile profile) {
        List<String> failed = new ArrayList<>();
        result.getFailedChecks().entrySet().stream()
                .sorted(
                        Comparator.comparing((Map.Entry<RuleId, Integer> e) -> e.getKey().getClause())
                                .thenComparing(e -> e.getKey().getTestNumber()))
                .forEach(e -> failed.add(failure(result, profile, e.getKey(), e.getValue())));
        String status = result.isCompliant() ? "PASS" : "FAIL";
        return "\"status\":" + quoted(status)
                + ",\"checks\":" + result.getTotalAssertions()
                + ",\"failed\":[" + String.join(",", failed) + "]";
    }

    static String failure(ValidationResult result, ValidationProfile profile, RuleId id, int count) {
        Rule rule = profile.getRuleByRuleId(id);
        List<String> samples = new ArrayList<>();
        for (TestAssertion check : result.getTestAssertions()) {
            boolean wanted = check.getRuleId().equals(id) && check.getStatus() == TestAssertion.Status.FAILED;
            if (wanted && samples.size() < SAMPLES) {
                String message = check.getErrorMessage() == null ? check.getMessage() : check.getErrorMessage();
                samples.add(quoted(message + " at " + check.getLocation().getContext()));
            }
        }
        return "{\"rule\":" + quoted(id.getClause() + "-t" + id.getTestNumber())
                + ",\"count\":" + count
                + ",\"description\":" + quoted(rule == null ? "" : rule.getDescription())
                + ",\"samples\":[" + String.join(",", samples) + "]}";
    }

    /** A JSON string, with each run of white space as one space. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.replaceAll("\\s+", " ").trim().toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 32) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
