-- Replays a file of request targets in turn: wrk ... -- TARGETS METHOD BODY_BYTES
-- Requests are formatted once, before the clock starts; with large bodies keep the list short.
local requests, index = {}, 0

function init(arguments)
  local body = nil
  local size = tonumber(arguments[3])
  if size > 0 then
    local noise = io.open("/dev/urandom", "rb"):read(math.min(size, 1048576))
    body = string.rep(noise, size / #noise)
  end
  for target in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format(arguments[2], target, nil, body)
  end
end

function request()
  index = index % #requests + 1
  return requests[index]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("result %d %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
