// Unpacks the packed browser and the system libraries that come with it into $TMPDIR.
// The package brings the libraries out only where it believes to run on its home platform; a bare machine needs them too.
process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs24.x";
const { default: chromium } = await import("@sparticuz/chromium");
process.stdout.write(await chromium.executablePath());
